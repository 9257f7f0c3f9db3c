package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import org.robustness4j.data.InputShape;
import org.robustness4j.onnx.file.OnnxGraph;

/**
 * The dimensions of what a graph is given.
 *
 * @param dims of one sample, with a 1 for the samples in front
 * @param batch how many samples it takes at a time; {@link OnnxGraph#OPEN} for any number
 */
@SuppressWarnings("ArrayRecordComponent") // dimensions that nobody compares
public record InputDims(int[] dims, int batch) {

    /**
     * The dimensions for samples of a shape, whose values lie in the order that the model takes.
     *
     * @throws IllegalArgumentException if the model does not take such samples
     */
    public static InputDims of(OnnxGraph graph, InputShape shape) {
        OnnxGraph.Input input = graph.inputs().get(0);
        List<Integer> declared = input.dims();
        int[] sample = sample(declared, shape);
        int[] dims = new int[sample.length + 1];
        dims[0] = 1;
        System.arraycopy(sample, 0, dims, 1, sample.length);
        boolean fits = declared.size() == dims.length;
        for (int i = 1; fits && i < dims.length; i++) {
            fits = declared.get(i) == OnnxGraph.OPEN || declared.get(i) == dims[i];
        }
        if (!fits || shape.features() != shape.values()) {
            throw new IllegalArgumentException("The model takes '" + input.name() + "' as " + shown(declared)
                    + ", but samples have the shape " + shape + "; " + advice(declared, shape));
        }
        return new InputDims(dims, declared.get(0));
    }

    private static String advice(List<Integer> declared, InputShape shape) {
        if (declared.size() == 2 && shape.equals(InputShape.flat(shape.values()))) {
            return "give the columns that it was trained on, and no others, such as a number for each row";
        }
        List<Integer> wanted = declared.stream().skip(1).sorted().toList();
        List<Integer> given = Arrays.stream(shape.batch(1))
                .skip(1)
                .mapToObj(Math::toIntExact)
                .sorted()
                .toList();
        return wanted.equals(given)
                ? "transpose them to the order of its axes"
                : "give samples of the shape that it was trained on";
    }

    /** Images that were given flat have the shape that the model declares, if it does. */
    private static int[] sample(List<Integer> declared, InputShape shape) {
        int[] own =
                switch (shape.layout()) {
                    case FLAT -> new int[] {shape.channels()};
                    case NCW -> new int[] {shape.channels(), shape.width()};
                    case NWC -> new int[] {shape.width(), shape.channels()};
                    case NCHW -> new int[] {shape.channels(), shape.height(), shape.width()};
                    case NHWC -> new int[] {shape.height(), shape.width(), shape.channels()};
                    case NCDHW -> new int[] {shape.channels(), shape.depth(), shape.height(), shape.width()};
                    case NDHWC -> new int[] {shape.depth(), shape.height(), shape.width(), shape.channels()};
                };
        int[] fixed = declared.stream().skip(1).mapToInt(Integer::intValue).toArray();
        boolean isFixed = Arrays.stream(fixed).noneMatch(dim -> dim == OnnxGraph.OPEN);
        boolean areFlat = own.length == 1 || fixed.length == 1;
        return isFixed && areFlat && fixed.length > 0 && Dims.size(fixed) == shape.values() ? fixed : own;
    }

    private static String shown(List<Integer> dims) {
        return dims.stream()
                .map(dim -> dim == OnnxGraph.OPEN ? "?" : dim.toString())
                .toList()
                .toString();
    }

    /** The number of values of a sample. */
    public int features() {
        return Dims.size(dims);
    }
}
