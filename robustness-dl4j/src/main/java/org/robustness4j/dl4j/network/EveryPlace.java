package org.robustness4j.dl4j.network;

/** Two classes: the class of each place is right, or that of some place is wrong. */
record EveryPlace(Labelling places) implements ClassLogits.Selection {

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public int labels() {
        return places.count();
    }

    private boolean isKnown(float[] sample, int place) {
        return label(sample, place) != Labelling.HIDDEN;
    }

    private int label(float[] sample, int place) {
        return places.label(sample, place, places.units());
    }

    /** The largest of the other classes; the first of equal ones. */
    private int rival(float[] outputs, int place, int label) {
        int rival = -1;
        for (int unit = 0; unit < places.units(); unit++) {
            if (unit != label
                    && (rival < 0
                            || outputs[places.index(unit, place)] > outputs[places.index(rival, place)]
                            || Float.isNaN(outputs[places.index(unit, place)]))) {
                rival = unit;
            }
        }
        return rival;
    }

    private float margin(float[] outputs, int place, int label) {
        return outputs[places.index(rival(outputs, place, label), place)] - outputs[places.index(label, place)];
    }

    private Largest largest(float[] outputs, float[] sample) {
        Largest largest = new Largest();
        for (int place = 0; place < places.count(); place++) {
            if (isKnown(sample, place)) {
                largest.add(place, margin(outputs, place, label(sample, place)));
            }
        }
        return largest;
    }

    private Largest known(Largest largest) {
        if (!largest.found()) {
            throw places.nothingKnown();
        }
        return largest;
    }

    @Override
    public void logits(float[] outputs, float[] sample, float[] logits) {
        logits[1] = known(largest(outputs, sample)).margin();
    }

    @Override
    public void backward(float[] upstream, float[] outputs, float[] sample, float[] gradient) {
        int place = known(largest(outputs, sample)).number();
        int label = label(sample, place);
        gradient[places.index(label, place)] = -upstream[1];
        gradient[places.index(rival(outputs, place, label), place)] = upstream[1];
    }

    /** Of equal outputs the first one decides, as everywhere. */
    @Override
    public void scores(float[] outputs, float[] sample, float[] scores) {
        Largest largest = new Largest();
        for (int place = 0; place < places.count(); place++) {
            if (isKnown(sample, place)) {
                int label = label(sample, place);
                float margin = margin(outputs, place, label);
                boolean isWrong = margin > 0 || (margin == 0 && rival(outputs, place, label) < label);
                largest.add(place, Largest.decided(margin, isWrong));
            }
        }
        scores[1] = known(largest).margin();
    }
}
