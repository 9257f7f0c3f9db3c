package org.robustness4j.attack.corruption;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackTraits;
import org.robustness4j.attack.AttackTraits.Budget;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.data.InputShape;

/**
 * Every rotation and translation of a grid, the whole image moved at once. What is not in the picture is filled with
 * the smallest value of the range. A model that withstands it is not robust against an adversary: the attack is a
 * corruption.
 *
 * <p>Engstrom, Tran, Tsipras, Schmidt, Madry: Exploring the landscape of spatial robustness, arXiv 1712.02779, section
 * 2.1, by grid search.
 */
@API(status = Status.STABLE, since = "0.1")
public final class SpatialTransformation extends Attack {

    private final double degrees;
    private final double pixels;
    private final int angles;
    private final int offsets;

    /** Up to 30 degrees and 3 pixels, 31 angles and 5 x 5 offsets. */
    public SpatialTransformation() {
        this(30, 3, 31, 5);
    }

    /**
     * Sets the grid.
     *
     * @param degrees the largest rotation either way
     * @param pixels the largest translation along each axis, either way
     * @param angles the number of rotations
     * @param offsets the number of translations along each axis
     * @throws IllegalArgumentException if a reach is negative or a number less than 1
     */
    public SpatialTransformation(double degrees, double pixels, int angles, int offsets) {
        this.degrees = Requirements.notNegative("The largest rotation", degrees);
        this.pixels = Requirements.notNegative("The largest translation", pixels);
        this.angles = Requirements.runs(angles);
        this.offsets = Requirements.runs(offsets);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        if (!sample.shape().isImage()) {
            throw new IllegalArgumentException("Only images can be rotated, but samples are " + sample.shape()
                    + "; give them as [n, channels, height, width]");
        }
        return new GridSearch(sample);
    }

    @Override
    public AttackTraits traits() {
        return AttackTraits.CORRUPTION.with(Budget.OPTIONAL_EPSILON);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("degrees", degrees);
        parameters.put("pixels", pixels);
        parameters.put("angles", angles);
        parameters.put("offsets", offsets);
        return parameters;
    }

    private static double onGrid(double reach, int place, int places) {
        return places == 1 ? 0 : reach * (2.0 * place / (places - 1) - 1);
    }

    private final class GridSearch implements Search {

        private final InputShape shape;
        private final float[] clean;
        private final float background;
        private int tried;

        GridSearch(AttackedSample sample) {
            this.shape = sample.shape();
            this.clean = sample.region().clean();
            this.background = sample.threatModel().domain().minimum();
        }

        @Override
        public float @Nullable [] next() {
            if (tried == angles * offsets * offsets) {
                return null;
            }
            double angle = Math.toRadians(onGrid(degrees, tried / (offsets * offsets), angles));
            return transformed(
                    angle,
                    onGrid(pixels, tried / offsets % offsets, offsets),
                    onGrid(pixels, tried % offsets, offsets));
        }

        /** Each place takes the value, between four pixels, of where it comes from. */
        private float[] transformed(double angle, double down, double right) {
            double sine = StrictMath.sin(angle);
            double cosine = StrictMath.cos(angle);
            double middleRow = (shape.height() - 1) / 2.0;
            double middleColumn = (shape.width() - 1) / 2.0;
            float[] image = new float[clean.length];
            for (int row = 0; row < shape.height(); row++) {
                for (int column = 0; column < shape.width(); column++) {
                    double y = row - middleRow - down;
                    double x = column - middleColumn - right;
                    double fromRow = cosine * y - sine * x + middleRow;
                    double fromColumn = sine * y + cosine * x + middleColumn;
                    for (int channel = 0; channel < shape.channels(); channel++) {
                        image[shape.index(channel, row, column)] = (float) between(channel, fromRow, fromColumn);
                    }
                }
            }
            return image;
        }

        private double between(int channel, double row, double column) {
            int top = (int) Math.floor(row);
            int left = (int) Math.floor(column);
            double down = row - top;
            double right = column - left;
            return (1 - down) * ((1 - right) * pixel(channel, top, left) + right * pixel(channel, top, left + 1))
                    + down * ((1 - right) * pixel(channel, top + 1, left) + right * pixel(channel, top + 1, left + 1));
        }

        private double pixel(int channel, int row, int column) {
            boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
            return inside ? clean[shape.index(channel, row, column)] : background;
        }

        @Override
        public boolean needsGradients() {
            return false;
        }

        @Override
        public void observe(float[] point, float[] logits, float[][] gradients) {
            tried++;
        }
    }
}
