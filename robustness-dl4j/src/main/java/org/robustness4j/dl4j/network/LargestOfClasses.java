package org.robustness4j.dl4j.network;

/** The classes of one place: the only one, or the last step. */
record LargestOfClasses(Labelling places) implements ClassLogits.Selection {

    @Override
    public int classes() {
        return places.units();
    }

    @Override
    public void logits(float[] outputs, float[] sample, float[] logits) {
        int place = places.only(sample);
        for (int unit = 0; unit < logits.length; unit++) {
            logits[unit] = outputs[places.index(unit, place)];
        }
    }

    @Override
    public void backward(float[] upstream, float[] outputs, float[] sample, float[] gradient) {
        int place = places.only(sample);
        for (int unit = 0; unit < upstream.length; unit++) {
            gradient[places.index(unit, place)] = upstream[unit];
        }
    }
}
