package org.robustness4j.spark.internal.driver;

import java.io.ByteArrayInputStream;
import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.spark.internal.executor.BlockRange;
import org.robustness4j.spark.internal.executor.BlockReport;

/**
 * A report from a file, which somebody else may have put there: it is made of results and of nothing else, so that
 * reading it runs no other code.
 */
final class StoredReport {

    private static final Set<Class<?>> RESULTS = Set.of(
            BlockReport.class,
            BlockRange.class,
            SampleOutcome.class,
            Outcome.class,
            Samples.class,
            Matrix.class,
            InputShape.class,
            Layout.class,
            Enum.class,
            String.class,
            Object[].class,
            float[].class,
            int[].class,
            byte[].class);

    /** {@code CollSer} is the form that Java gives its immutable lists. */
    private static final Set<String> LISTS = Set.of(
            "java.util.ArrayList",
            "java.util.CollSer",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN");

    private static final int MOST_LEVELS = 10;

    private final long bytes;
    private long promised;

    private StoredReport(long bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a report.
     *
     * @param content it, behind what is left out
     * @return null if it does not fit together
     * @throws IllegalArgumentException if it is made of anything else, or is of another version
     */
    static @Nullable BlockReport read(byte[] content, int from) {
        StoredReport stored = new StoredReport(content.length - (long) from);
        Object object =
                Serialization.object(new ByteArrayInputStream(content, from, content.length - from), stored::allow);
        return object instanceof BlockReport report && isWhole(report) ? report : null;
    }

    /**
     * All arrays in it together are no longer than the file: an array is allocated before its values are read, and may
     * stand in another one before that is full. Objects take more than 4 bytes each.
     */
    private ObjectInputFilter.Status allow(ObjectInputFilter.FilterInfo info) {
        Class<?> type = info.serialClass();
        long size = type == byte[].class ? 1 : Float.BYTES;
        promised += size * Math.max(0, info.arrayLength());
        if (info.depth() > MOST_LEVELS || info.references() > bytes || promised > bytes) {
            return ObjectInputFilter.Status.REJECTED;
        }
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        return RESULTS.contains(type) || LISTS.contains(type.getName())
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    /** Deserialisation does not ask constructors whether values belong together. */
    private static boolean isWhole(BlockReport report) {
        try {
            BlockRange range = report.range();
            Samples clean = report.brokenSamples();
            long broken = report.outcomes().stream()
                    .map(outcome -> Objects.requireNonNull(outcome.outcome()))
                    .filter(outcome -> outcome == Outcome.BROKEN)
                    .count();
            Objects.requireNonNull(report.hashes());
            Objects.requireNonNull(report.host());
            return range.from() >= 0
                    && range.from() < range.to()
                    && report.outcomes().size() == range.to() - range.from()
                    && (clean == null
                            ? report.points().size() == broken && areEqual(report.points())
                            : areTogether(clean, report.points()));
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException | ArithmeticException e) {
            return false;
        }
    }

    private static boolean areEqual(List<float[]> points) {
        return points.stream().mapToInt(point -> point.length).distinct().count() <= 1;
    }

    private static boolean areTogether(Samples clean, List<float[]> points) {
        Matrix inputs = clean.inputs();
        int features = clean.shape().features();
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).length != features || clean.index(i) < 0 || clean.ordinal(i) < 0 || clean.label(i) < 0) {
                return false;
            }
        }
        return clean.size() == points.size()
                && inputs.rows() == points.size()
                && inputs.columns() == features
                && inputs.values().length == (long) points.size() * features;
    }
}
