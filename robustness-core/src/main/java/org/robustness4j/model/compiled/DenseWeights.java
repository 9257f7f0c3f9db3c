package org.robustness4j.model.compiled;

/**
 * The weights of a dense layer in both directions.
 *
 * @param byInput for each input its weights, {@code [inputs][outputs]}
 * @param byOutput for each output its weights, {@code [outputs][inputs]}
 * @param bias {@code [outputs]}
 */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record DenseWeights(float[][] byInput, float[][] byOutput, float[] bias) {

    static DenseWeights of(float[] weights, float[] bias) {
        int outputs = bias.length;
        int inputs = weights.length / outputs;
        float[][] byInput = new float[inputs][outputs];
        float[][] byOutput = new float[outputs][inputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                byInput[i][j] = weights[i * outputs + j];
                byOutput[j][i] = weights[i * outputs + j];
            }
        }
        return new DenseWeights(byInput, byOutput, bias);
    }
}
