/**
 * What people and programs read after a run: the console table, CSV, JSON, exports, the report page.
 * Reads records and summaries, never a connection; renders to text or writes files, never prints.
 * Every file but the append-only record file appears whole or not at all.
 */
@NullMarked
package io.streamgauge.report;

import org.jspecify.annotations.NullMarked;
