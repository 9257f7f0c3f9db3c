package org.robustness4j.dl4j.coverage;

/** What an attack meets in a part of DL4J. */
enum Coverage {
    /** Computed by the operations of the core, gradients too. */
    COMPILED("compiled"),
    /** Computed by DL4J's own layers, whose gradients are checked before they are followed. */
    CHECKED("checked"),
    /** Its scores can be queried; there is no gradient to follow. */
    SCORES("scores only"),
    /** A model with it is refused by a sentence that says why. */
    REFUSED("refused");

    private final String word;

    Coverage(String word) {
        this.word = word;
    }

    /** As the page says it. */
    String word() {
        return word;
    }
}
