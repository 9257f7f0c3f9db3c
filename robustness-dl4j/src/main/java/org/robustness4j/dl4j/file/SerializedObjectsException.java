package org.robustness4j.dl4j.file;

/** A file holds objects that Java, or DL4J, would make by running code that the file names. */
final class SerializedObjectsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param problem what the file holds; the sentence goes on after the name of the file */
    SerializedObjectsException(String problem) {
        super(problem + ": to read it is to run the code that it names. If you know who made the file, say"
                + " TestedModel.ofTrusted(path), @ModelUnderTest(trusted = true) or, to the command for Spark, --trusted; else"
                + " load the network without it, and put a normaliser of DL4J's own before it");
    }
}
