package org.robustness4j.dl4j.network;

import java.util.function.IntConsumer;
import org.robustness4j.model.internal.OutputView;

/**
 * Two classes: all labels are right, or some are wrong.
 *
 * @param unit the label that counts alone at each place, {@link OutputView#ALL} if all do
 * @param threshold what an output of the user's own network exceeds where a label is on
 */
record EveryLabel(Labelling places, int unit, float threshold) implements ClassLogits.Selection {

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public int labels() {
        return units() * places.places();
    }

    private int units() {
        return unit == OutputView.ALL ? places.units() : 1;
    }

    /** The output of a label; they lie in the order of the outputs. */
    private int index(int label, float[] sample) {
        if (places.isOne()) {
            return places.index(unit == OutputView.ALL ? label : unit, places.only(sample));
        }
        return unit == OutputView.ALL ? label : places.index(unit, label);
    }

    private void eachKnown(float[] sample, IntConsumer label) {
        for (int i = 0; i < labels(); i++) {
            if (label(sample, i) != Labelling.HIDDEN) {
                label.accept(i);
            }
        }
    }

    /** Off or on. */
    private int label(float[] sample, int number) {
        return places.label(sample, number, 2);
    }

    private Largest known(Largest largest) {
        if (!largest.found()) {
            throw places.nothingKnown();
        }
        return largest;
    }

    private float margin(float[] outputs, float[] sample, int label, float middle) {
        float above = outputs[index(label, sample)] - middle;
        return label(sample, label) == 0 ? above : -above;
    }

    @Override
    public void logits(float[] outputs, float[] sample, float[] logits) {
        logits[1] = known(largest(outputs, sample)).margin();
    }

    private Largest largest(float[] outputs, float[] sample) {
        Largest largest = new Largest();
        eachKnown(sample, label -> largest.add(label, margin(outputs, sample, label, 0)));
        return largest;
    }

    @Override
    public void backward(float[] upstream, float[] outputs, float[] sample, float[] gradient) {
        int label = known(largest(outputs, sample)).number();
        gradient[index(label, sample)] = label(sample, label) == 0 ? upstream[1] : -upstream[1];
    }

    @Override
    public void scores(float[] outputs, float[] sample, float[] scores) {
        Largest largest = new Largest();
        eachKnown(sample, label -> {
            float margin = margin(outputs, sample, label, threshold);
            boolean isOn = outputs[index(label, sample)] > threshold;
            largest.add(label, Largest.decided(margin, isOn != (label(sample, label) == 1)));
        });
        scores[1] = known(largest).margin();
    }
}
