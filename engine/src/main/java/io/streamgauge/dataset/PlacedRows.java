package io.streamgauge.dataset;

/** Rows that can be found again by where they stand. */
interface PlacedRows<T> extends Rows<T> {
    /** Where in the file the row just read begins. */
    long startByte();

    int lengthBytes();

    /**
     * A row of which only the bytes were kept.
     *
     * @throws RowException when it cannot be read
     */
    T again(byte[] row);
}
