package io.streamgauge.prompt;

/** What synthetic prompts begin with. */
public sealed interface Prefix {
    /** None at all. */
    Made NONE = new Made(0, 0);

    /** Whether there is one to put in front. */
    boolean isThere();

    /**
     * Texts of an exact length, of which each prompt gets one at random.
     *
     * @param count how many there are; 0 for none
     * @param tokens of each, in addition to the request's own part; 0 for none
     */
    record Made(int count, int tokens) implements Prefix {
        public Made {
            if (count < 0) {
                throw new IllegalArgumentException("number of prefixes: " + count);
            }
            if (tokens < 0) {
                throw new IllegalArgumentException("tokens of a prefix: " + tokens);
            }
        }

        @Override
        public boolean isThere() {
            return count > 0 && tokens > 0;
        }
    }

    /** The same text for all, as it is: it may end in anything, so that a space behind it may be a token more. */
    record Given(String text) implements Prefix {
        @Override
        public boolean isThere() {
            return true;
        }
    }
}
