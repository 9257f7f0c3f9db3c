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
            int given = places.label(sample, i);
            if (given == 0 || given == 1) {
                label.accept(i);
            }
        }
    }

    private float margin(float[] outputs, float[] sample, int label, float middle) {
        float above = outputs[index(label, sample)] - middle;
        return places.label(sample, label) == 0 ? above : -above;
    }

    @Override
    public void logits(float[] outputs, float[] sample, float[] logits) {
        Largest largest = largest(outputs, sample);
        logits[1] = largest.found() ? largest.margin() : 0;
    }

    private Largest largest(float[] outputs, float[] sample) {
        Largest largest = new Largest();
        eachKnown(sample, label -> largest.add(label, margin(outputs, sample, label, 0)));
        return largest;
    }

    @Override
    public void backward(float[] upstream, float[] outputs, float[] sample, float[] gradient) {
        Largest largest = largest(outputs, sample);
        if (largest.found()) {
            int label = largest.number();
            gradient[index(label, sample)] = places.label(sample, label) == 0 ? upstream[1] : -upstream[1];
        }
    }

    @Override
    public void scores(float[] outputs, float[] sample, float[] scores) {
        Largest largest = new Largest();
        eachKnown(sample, label -> {
            float margin = margin(outputs, sample, label, threshold);
            boolean isOn = outputs[index(label, sample)] > threshold;
            largest.add(label, Largest.decided(margin, isOn != (places.label(sample, label) == 1)));
        });
        scores[1] = largest.found() ? largest.margin() : 0;
    }
}
