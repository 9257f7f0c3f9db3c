package org.robustness4j.certification.internal.graph;

import org.robustness4j.model.internal.network.FeatureShape;

/** The part of an image outside of which there are zeros, and which part of the domain it is scattered to. */
final class Extent {

    private final FeatureShape image;
    private int top;
    private int bottom;
    private int left;
    private int right;
    private int first;
    private int end;

    /**
     * Of nothing, yet.
     *
     * @param reachable the size of the domain
     */
    Extent(FeatureShape image, int reachable) {
        this.image = image;
        this.top = image.height();
        this.left = image.width();
        this.first = reachable;
    }

    static Extent whole(FeatureShape image) {
        Extent whole = new Extent(image, 0);
        whole.top = 0;
        whole.left = 0;
        whole.bottom = image.height();
        whole.right = image.width();
        return whole;
    }

    int top() {
        return top;
    }

    int bottom() {
        return bottom;
    }

    int left() {
        return left;
    }

    int right() {
        return right;
    }

    /** The first value of the domain that was reached. */
    int first() {
        return first;
    }

    /** The place behind the last one. */
    int end() {
        return end;
    }

    /** Values of the domain are reached. */
    void reach(int from, int to) {
        first = Math.min(first, from);
        end = Math.max(end, to);
    }

    /** Grows by a channel's values between two places of all; false if there are zeros alone. */
    boolean include(double[] values, int channel, int from, int to) {
        int width = image.width();
        int start = image.index(channel, 0, 0);
        int firstRow = Math.max(0, (from - start) / width);
        int lastRow = Math.min(image.height() - 1, (to - 1 - start) / width);
        boolean isAny = false;
        for (int y = firstRow; y <= lastRow; y++) {
            int row = start + y * width;
            for (int x = 0; x < width; x++) {
                if (values[row + x] != 0) {
                    isAny = true;
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y + 1);
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                }
            }
        }
        return isAny;
    }
}
