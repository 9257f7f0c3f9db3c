package org.robustness4j.dl4j.network;

/** Two classes: a label is off, or it is on. */
record OneLabel(Labelling places, int unit, float threshold) implements ClassLogits.Selection {

    @Override
    public int classes() {
        return 2;
    }

    private int index(float[] sample) {
        return places.index(unit, places.only(sample));
    }

    @Override
    public void logits(float[] outputs, float[] sample, float[] logits) {
        logits[1] = outputs[index(sample)];
    }

    @Override
    public void backward(float[] upstream, float[] outputs, float[] sample, float[] gradient) {
        gradient[index(sample)] = upstream[1];
    }

    @Override
    public void scores(float[] outputs, float[] sample, float[] scores) {
        float output = outputs[index(sample)];
        scores[0] = 2 * threshold - output;
        scores[1] = output;
    }
}
