package org.robustness4j.certification.internal.graph;

/** A linear map between flattened samples, in float64. Maps are immutable, and shared by threads. */
public interface LinearMap {

    /** The length of its arguments. */
    int inputs();

    /** The length of its values. */
    int outputs();

    /** The most products that a value of it, or of its transpose, is a sum of. */
    int terms();

    /**
     * Adds {@code L x}.
     *
     * @param x a row for each argument
     * @param y receives the values, row by row
     * @param rows how many
     */
    void add(double[][] x, double[][] y, int rows);

    /**
     * Adds {@code L^T a}.
     *
     * @param a a row for each argument of the transpose
     * @param result receives the values, row by row, and is told where
     * @param rows how many
     */
    void addTransposed(Coefficients a, Coefficients result, int rows);

    /** The map of the absolute weights. */
    LinearMap absolute();

    /**
     * The map whose values are multiplied.
     *
     * @param factors one for each value
     */
    LinearMap scaled(double[] factors);

    /** Adds {@code L x} for one argument. */
    default void add(double[] x, double[] y) {
        add(new double[][] {x}, new double[][] {y}, 1);
    }
}
