package org.robustness4j.attack.query;

import java.util.random.RandomGenerator;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.query.PixelGrid.Window;

/**
 * The squares of Square in LINF (algorithm 2 of its paper): vertical stripes at first, then squares of one sign in each
 * channel, always at a corner of the ball.
 */
final class LinfSquares implements SquareProposals {

    private final PixelGrid grid;
    private final RandomGenerator random;
    private final float[] clean;
    private final double epsilon;

    LinfSquares(AttackedSample sample, PixelGrid grid, double epsilon) {
        this.grid = grid;
        this.random = sample.random();
        this.clean = sample.region().clean();
        this.epsilon = epsilon;
    }

    @Override
    public float[] first() {
        float[] point = clean.clone();
        for (int channel = 0; channel < grid.channels(); channel++) {
            for (int column = 0; column < grid.width(); column++) {
                set(point, channel, new Window(0, column, grid.height(), 1));
            }
        }
        return point;
    }

    @Override
    public float[] next(float[] best, double share) {
        int side = grid.side(share);
        float[] point = best.clone();
        Window window = grid.window(side, side, random);
        for (int channel = 0; channel < grid.channels(); channel++) {
            set(point, channel, window);
        }
        return point;
    }

    private void set(float[] point, int channel, Window window) {
        double change = random.nextBoolean() ? epsilon : -epsilon;
        for (int row = window.row(); row < window.row() + window.height(); row++) {
            for (int column = window.column(); column < window.column() + window.width(); column++) {
                int i = grid.index(channel, row, column);
                point[i] = (float) (clean[i] + change);
            }
        }
    }
}
