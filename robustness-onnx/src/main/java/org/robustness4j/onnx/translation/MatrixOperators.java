package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.robustness4j.model.internal.network.AttentionOperation.MatrixProduct;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Window;
import org.robustness4j.onnx.file.Tensor;

/** Products of matrices. */
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

    private static List<Value> product(Use use) throws UntranslatableException {
        boolean isByMatrix = use.value(1) instanceof Value.Constant constant && constant.dims().length == 2;
        return isByMatrix ? byMatrix(use) : ofTwo(use);
    }

    /** Each matrix of one with that of the other, stretched to common dimensions in front of the last two. */
    private static List<Value> ofTwo(Use use) throws UntranslatableException {
        int[] a = use.value(0).dims();
        int[] b = use.value(1).dims();
        if (a.length < 2 || b.length < 2 || a[a.length - 1] != b[b.length - 2]) {
            throw new IllegalArgumentException(
                    "its matrices have the dimensions " + Arrays.toString(a) + " and " + Arrays.toString(b));
        }
        int[] before = Dims.broadcast(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
        if (before.length == 0 || before[0] != 1) {
            throw new UntranslatableException("it mixes samples: its matrices have the dimensions " + Arrays.toString(a)
                    + " and " + Arrays.toString(b));
        }
        int rows = a[a.length - 2];
        int inner = a[a.length - 1];
        int columns = b[b.length - 1];
        int[] dims = with(before, rows, columns);
        MatrixProduct product = new MatrixProduct(Dims.size(before), rows, inner, columns, Dims.shape(dims));
        Features first = stretched(use, 0, with(before, rows, inner));
        Features second = stretched(use, 1, with(before, inner, columns));
        return List.of(use.network().add(product, dims, first, second));
    }

    private static int[] with(int[] before, int rows, int columns) {
        int[] dims = Arrays.copyOf(before, before.length + 2);
        dims[before.length] = rows;
        dims[before.length + 1] = columns;
        return dims;
    }

    private static Features stretched(Use use, int number, int[] dims) throws UntranslatableException {
        if (use.value(number) instanceof Value.Constant constant) {
            return use.network().constant(Constants.stretched(constant.tensor(), dims));
        }
        return NetworkInMaking.stretched(use.features(number), dims);
    }

    /** A matrix takes the last dimension of its input, at each position in the others. */
    private static List<Value> byMatrix(Use use) throws UntranslatableException {
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
