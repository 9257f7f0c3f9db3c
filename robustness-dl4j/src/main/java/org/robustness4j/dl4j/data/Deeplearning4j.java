package org.robustness4j.dl4j.data;

/** Whether Deeplearning4j is on the class path. The engine brings this module along, also where no model is DL4J's. */
public final class Deeplearning4j {

    private static final boolean IS_PRESENT =
            isThere("org.nd4j.linalg.dataset.DataSet") && isThere("org.deeplearning4j.nn.api.Model");

    private Deeplearning4j() {}

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Deeplearning4j.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether its classes may be touched. */
    public static boolean isPresent() {
        return IS_PRESENT;
    }
}
