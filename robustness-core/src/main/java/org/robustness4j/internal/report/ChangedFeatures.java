package org.robustness4j.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AttackEvaluation.EvaluatedModel;
import org.robustness4j.internal.results.record.ChangesRecord;

/** What an attack changed in a sample that cannot be drawn: the features that changed most, by name. */
record ChangedFeatures(AdversarialExample example, EvaluatedModel model) {

    private static final int SHOWN = 8;

    ChangesRecord record() {
        int[] changed = IntStream.range(0, example.clean().length)
                .filter(i -> example.clean()[i] != example.adversarial()[i])
                .toArray();
        List<ChangesRecord.Feature> most = IntStream.of(changed)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -change(i)))
                .limit(SHOWN)
                .map(i -> new ChangesRecord.Feature(name(i), example.clean()[i], example.adversarial()[i]))
                .toList();
        return new ChangesRecord(
                example.index(),
                example.label() == Samples.UNLABELLED ? null : model.className(example.label()),
                PictureFiles.record(example.onClean(), model),
                PictureFiles.record(example.onAdversarial(), model),
                changed.length,
                most);
    }

    private double change(int i) {
        return Math.abs((double) example.adversarial()[i] - example.clean()[i]);
    }

    /** Numbers count from 0, as those of classes and samples do. */
    private String name(int i) {
        InputShape shape = example.shape();
        boolean isOneToAStep = shape.layout() == Layout.FLAT || (shape.isSequence() && shape.channels() == 1);
        if (example.domain().isTokens() && isOneToAStep) {
            return shape.layout() == Layout.FLAT ? named("step", i) : "step " + i;
        }
        return switch (shape.layout()) {
            case FLAT -> named("feature", i);
            case NCW -> named("feature", i / shape.width()) + ", step " + i % shape.width();
            case NWC -> named("feature", i % shape.channels()) + ", step " + i / shape.channels();
            case NCHW -> pixel(i / (shape.height() * shape.width()), i % (shape.height() * shape.width()));
            case NHWC -> pixel(i % shape.channels(), i / shape.channels());
            case NCDHW -> voxel(i / (shape.values() / shape.channels()), i % (shape.values() / shape.channels()));
            case NDHWC -> voxel(i % shape.channels(), i / shape.channels());
        };
    }

    private String voxel(int channel, int place) {
        int image = example.shape().height() * example.shape().width();
        return pixel(channel, place % image) + ", image " + place / image;
    }

    private String pixel(int channel, int place) {
        int width = example.shape().width();
        List<String> parts = new ArrayList<>();
        parts.add(named("channel", channel));
        parts.add("row " + place / width);
        parts.add("column " + place % width);
        return String.join(", ", parts);
    }

    private String named(String kind, int channel) {
        return model.featureNames().isEmpty()
                ? kind + " " + channel
                : model.featureNames().get(channel);
    }
}
