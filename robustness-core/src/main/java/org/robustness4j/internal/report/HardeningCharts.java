package org.robustness4j.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.results.record.HardeningRecord;

/** What hardening bought and how training went, as SVG images. */
public record HardeningCharts(HardeningRecord hardening) {

    private static final int QUARTERS = 4;
    private static final int MOST_TICKS = 8;

    /** Robust accuracy against epsilon, of the model before and after. */
    public String robustAccuracy(String norm) {
        double largest = hardening.curve().stream()
                .mapToDouble(HardeningRecord.Point::epsilon)
                .max()
                .orElse(1);
        return new LineChart(
                        "Robust accuracy by " + hardening.curveBy(),
                        "epsilon (" + norm + ")",
                        IntStream.rangeClosed(0, QUARTERS)
                                .mapToObj(k -> largest * k / QUARTERS)
                                .toList(),
                        List.of(
                                curve("before", HardeningRecord.Point::before),
                                curve("after", HardeningRecord.Point::after)))
                .svg();
    }

    private LineChart.Series curve(String label, ToDoubleFunction<HardeningRecord.Point> share) {
        return new LineChart.Series(
                label,
                hardening.curve().stream()
                        .map(point -> new LineChart.Point(point.epsilon(), share.applyAsDouble(point)))
                        .toList());
    }

    /** Accuracies in the course of training. */
    public String training() {
        return new LineChart(
                        "Training",
                        "epoch",
                        epochTicks(),
                        List.of(
                                epochs("training points", HardeningRecord.Epoch::trainingAccuracy),
                                epochs("held out, clean", HardeningRecord.Epoch::cleanAccuracy),
                                epochs("held out, PGD", HardeningRecord.Epoch::robustAccuracy)))
                .svg();
    }

    /** Whole numbers, not more than nine. */
    private List<Double> epochTicks() {
        int last = Math.max(1, hardening.training().epochs().size());
        int step = (last + MOST_TICKS - 1) / MOST_TICKS;
        return IntStream.rangeClosed(0, (last + step - 1) / step)
                .mapToObj(k -> (double) k * step)
                .toList();
    }

    private LineChart.Series epochs(String label, Function<HardeningRecord.Epoch, @Nullable Double> accuracy) {
        List<LineChart.Point> points = new ArrayList<>();
        for (HardeningRecord.Epoch epoch : hardening.training().epochs()) {
            Double share = accuracy.apply(epoch);
            if (share != null) {
                points.add(new LineChart.Point(epoch.epoch(), share));
            }
        }
        return new LineChart.Series(label, points);
    }
}
