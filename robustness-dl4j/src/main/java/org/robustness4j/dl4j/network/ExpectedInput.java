package org.robustness4j.dl4j.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional3D;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutionalFlat;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;

/**
 * What a network says of the samples that it takes: the kind, and the sizes that it knows.
 *
 * @param kind whether they have steps, or a height and a width
 * @param channelsLast whether arrays of more than two axes have their channels last
 * @param sizes of the axes behind that of the batch, channels first, 0 for one that it does not say
 */
public record ExpectedInput(Kind kind, boolean channelsLast, List<Long> sizes) {

    /** What samples are. */
    public enum Kind {
        /** The network does not say it. */
        UNKNOWN("anything"),
        FLAT("features"),
        SEQUENCE("features, steps"),
        IMAGE("channels, height, width"),
        VOLUME("channels, depth, height, width");

        private final String axes;

        Kind(String axes) {
            this.axes = axes;
        }

        private String axes(boolean channelsLast) {
            int comma = axes.indexOf(", ");
            return channelsLast && comma > 0 ? axes.substring(comma + 2) + ", " + axes.substring(0, comma) : axes;
        }
    }

    /**
     * Reads it off a network.
     *
     * @param declared what is known of its input otherwise, null for nothing
     */
    public static ExpectedInput of(Model network, @Nullable InputType declared) {
        boolean isLast = ChannelOrder.isLast(network).orElse(false);
        ExpectedInput first = FirstLayerInput.of(network, isLast);
        if (declared == null || first.kind() == Kind.UNKNOWN) {
            return first; // it may take indices, of which a type of features says nothing
        }
        return of(declared, isLast);
    }

    private static ExpectedInput of(InputType type, boolean isLast) {
        if (type instanceof InputTypeConvolutional image) {
            return of(Kind.IMAGE, isLast, image.getChannels(), image.getHeight(), image.getWidth());
        }
        if (type instanceof InputTypeConvolutional3D volume) {
            return of(
                    Kind.VOLUME,
                    isLast,
                    volume.getChannels(),
                    volume.getDepth(),
                    volume.getHeight(),
                    volume.getWidth());
        }
        if (type instanceof InputTypeRecurrent sequence) {
            return of(Kind.SEQUENCE, isLast, sequence.getSize(), sequence.getTimeSeriesLength());
        }
        if (type instanceof InputTypeFeedForward vector) {
            return of(Kind.FLAT, isLast, vector.getSize());
        }
        return type instanceof InputTypeConvolutionalFlat image
                ? of(Kind.FLAT, isLast, image.getFlattenedSize())
                : of(Kind.UNKNOWN, isLast);
    }

    static ExpectedInput of(Kind kind, boolean isLast, long... sizes) {
        return new ExpectedInput(
                kind,
                isLast,
                LongStream.of(sizes).map(size -> Math.max(0, size)).boxed().toList());
    }

    /** The shape of a sample, if the network says all of it. */
    public Optional<InputShape> shape() {
        return kind == Kind.UNKNOWN || sizes.contains(0L) || sizes.stream().anyMatch(size -> size > Integer.MAX_VALUE)
                ? Optional.empty()
                : Optional.of(InputShape.ofBatch(batch(ordered()), channelsLast));
    }

    private static long[] batch(List<Long> axes) {
        return LongStream.concat(LongStream.of(1), axes.stream().mapToLong(Long::longValue))
                .toArray();
    }

    private List<Long> ordered() {
        return channelsLast ? moved(sizes) : sizes;
    }

    private static List<Long> moved(List<Long> axes) {
        List<Long> moved = new ArrayList<>(axes);
        if (!moved.isEmpty()) {
            moved.add(moved.remove(0));
        }
        return moved;
    }

    /** Why samples of a shape are not what the network expects, if they are not. */
    public Optional<String> objection(InputShape shape) {
        List<Long> given = axes(shape);
        if (kind == Kind.UNKNOWN || fits(given, ordered())) {
            return Optional.empty();
        }
        return Optional.of("The model takes samples of the shape "
                + ordered().stream()
                        .map(size -> size == 0 ? "any" : size.toString())
                        .toList() + " ("
                + kind.axes(channelsLast) + "), but these are " + given + "; " + advice(given));
    }

    private static List<Long> axes(InputShape shape) {
        long[] batch = shape.batch(1);
        return Arrays.stream(batch, 1, batch.length).boxed().collect(Collectors.toList());
    }

    private static boolean fits(List<Long> given, List<Long> expected) {
        boolean fits = given.size() == expected.size();
        for (int axis = 0; fits && axis < given.size(); axis++) {
            fits = expected.get(axis) == 0 || expected.get(axis).equals(given.get(axis));
        }
        return fits;
    }

    private String advice(List<Long> given) {
        List<Long> other = channelsLast ? sizes : moved(sizes);
        if (given.size() > 1 && fits(given, other)) {
            return channelsLast
                    ? "their channels seem to come first: move them to the last axis"
                    : "their channels seem to come last: move them to the second axis, behind that of the samples";
        }
        boolean isKnown = !sizes.contains(0L);
        if (isKnown && given.size() != sizes.size() && product(given) == product(sizes)) {
            return given.size() == 1
                    ? "they seem to be flattened: reshape them"
                    : "they have as many values: " + (sizes.size() == 1 ? "flatten them" : "reshape them");
        }
        return "give samples of the kind that it was trained on, prepared in the same way";
    }

    private static long product(List<Long> axes) {
        return axes.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }
}
