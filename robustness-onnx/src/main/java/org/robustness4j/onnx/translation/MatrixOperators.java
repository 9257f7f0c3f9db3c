package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Window;
import org.robustness4j.onnx.file.Tensor;

/** Products with constant matrices. */
final class MatrixOperators {

    private MatrixOperators() {}

    static Map<String, Operator> all() {
        return Map.of("Gemm", MatrixOperators::general, "MatMul", MatrixOperators::product);
    }

    private static List<Value> general(Use use) throws UntranslatableException {
        Features input = use.input();
        if (use.node().integer("transA", 0) != 0) {
            throw new UntranslatableException("it transposes the samples");
        }
        boolean isTransposed = use.node().integer("transB", 0) != 0;
        Tensor matrix = use.constant(1);
        requireMatrix(matrix, input.size(), isTransposed ? 1 : 0);
        int outputs = matrix.dims()[isTransposed ? 0 : 1];
        float[] weights = isTransposed ? transposed(matrix) : matrix.floats();
        float alpha = (float) use.node().number("alpha", 1);
        float beta = (float) use.node().number("beta", 1);
        float[] bias = new float[outputs];
        if (use.node().hasInput(2)) {
            Tensor given = use.constant(2);
            float[] values = given.floats();
            int[] source = Dims.stretched(given.dims(), new int[] {1, outputs});
            for (int i = 0; i < outputs; i++) {
                bias[i] = beta * values[source[i]];
            }
        }
        Dense dense = new Dense(alpha == 1 ? weights : scaled(weights, alpha), bias);
        return List.of(use.network().addFlat(dense, new int[] {1, outputs}, input));
    }

    private static void requireMatrix(Tensor matrix, int inputs, int axis) {
        if (matrix.rank() != 2 || matrix.dims()[axis] != inputs) {
            throw new IllegalArgumentException("its matrix has the dimensions " + Arrays.toString(matrix.dims())
                    + ", but samples have " + inputs + " values there");
        }
    }

    private static float[] scaled(float[] weights, float factor) {
        float[] result = weights.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    /** The rows of a matrix as columns. */
    static float[] transposed(Tensor matrix) {
        int rows = matrix.dims()[0];
        int columns = matrix.dims()[1];
        float[] values = matrix.floats();
        float[] result = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = values[i * columns + j];
            }
        }
        return result;
    }

    /** A matrix takes the last dimension of its input, at each position in the others. */
    private static List<Value> product(Use use) throws UntranslatableException {
        if (use.value(0) instanceof Features && use.value(1) instanceof Features) {
            throw new UntranslatableException("both of its matrices are computed from the sample");
        }
        Features input = use.input();
        Tensor matrix = use.constant(1);
        int[] dims = input.dims();
        int inputs = dims[dims.length - 1];
        requireMatrix(matrix, inputs, 0);
        int outputs = matrix.dims()[1];
        int positions = input.size() / inputs;
        int[] result = dims.clone();
        result[result.length - 1] = outputs;
        if (positions == 1) {
            return List.of(use.network().addFlat(new Dense(matrix.floats(), new float[outputs]), result, input));
        }
        // a convolution that sees one position at a time: its channels come first
        Features there = input.reshaped(1, positions, inputs)
                .moved(Dims.transposed(new int[] {1, positions, inputs}, new int[] {0, 2, 1}), 1, inputs, positions);
        Window window = new Window(Axis.pointwise(1), Axis.pointwise(positions));
        Convolution convolution = new Convolution(window, 1, transposed(matrix), new float[outputs]);
        Features products = use.network().add(convolution, new int[] {1, outputs, positions}, there);
        return List.of(products.moved(Dims.transposed(new int[] {1, outputs, positions}, new int[] {0, 2, 1}), result));
    }
}
