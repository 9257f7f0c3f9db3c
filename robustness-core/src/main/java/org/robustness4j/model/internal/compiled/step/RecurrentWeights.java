package org.robustness4j.model.internal.compiled.step;

/**
 * The weights of a recurrent layer in both directions.
 *
 * @param byInput {@code [channels][columns]}
 * @param byUnit {@code [units][columns]}
 * @param inputByColumn {@code [columns][channels]}
 * @param unitByColumn {@code [columns][units]}
 * @param bias {@code [columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record RecurrentWeights(
        float[][] byInput, float[][] byUnit, float[][] inputByColumn, float[][] unitByColumn, float[] bias) {

    static RecurrentWeights of(float[] input, float[] recurrent, float[] bias) {
        float[][] byInput = rows(input, bias.length);
        float[][] byUnit = rows(recurrent, bias.length);
        return new RecurrentWeights(byInput, byUnit, transposed(byInput), transposed(byUnit), bias.clone());
    }

    private static float[][] rows(float[] matrix, int columns) {
        float[][] rows = new float[matrix.length / columns][columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(matrix, i * columns, rows[i], 0, columns);
        }
        return rows;
    }

    private static float[][] transposed(float[][] rows) {
        float[][] columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }
}
