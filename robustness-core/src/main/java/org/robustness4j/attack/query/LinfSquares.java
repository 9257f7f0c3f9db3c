package org.robustness4j.attack.query;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
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
    /** What was drawn for points that were foreseen, and have not come yet. */
    private final Deque<DrawnSquare> drawn = new ArrayDeque<>();

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
                set(point, channel, new Window(0, column, grid.height(), 1), change());
            }
        }
        return point;
    }

    @Override
    public float[] next(float[] best, double share) {
        return (drawn.isEmpty() ? draw(share) : drawn.remove()).on(best);
    }

    /** They are drawn in the order in which they come, and are the same on whichever point they come to lie. */
    @Override
    public List<float[]> foreseen(float[] best, double[] shares) {
        while (drawn.size() < shares.length) {
            drawn.add(draw(shares[drawn.size()]));
        }
        return drawn.stream()
                .limit(shares.length)
                .map(square -> square.on(best))
                .toList();
    }

    private DrawnSquare draw(double share) {
        int side = grid.side(share);
        Window window = grid.window(side, side, random);
        double[] changes = new double[grid.channels()];
        Arrays.setAll(changes, channel -> change());
        return new DrawnSquare(window, changes);
    }

    private double change() {
        return random.nextBoolean() ? epsilon : -epsilon;
    }

    /** A square that was drawn: where it lies, and the change of each channel. */
    private final class DrawnSquare {

        private final Window window;
        private final double[] changes;

        DrawnSquare(Window window, double[] changes) {
            this.window = window;
            this.changes = changes;
        }

        float[] on(float[] best) {
            float[] point = best.clone();
            for (int channel = 0; channel < changes.length; channel++) {
                set(point, channel, window, changes[channel]);
            }
            return point;
        }
    }

    private void set(float[] point, int channel, Window window, double change) {
        for (int row = window.row(); row < window.row() + window.height(); row++) {
            for (int column = window.column(); column < window.column() + window.width(); column++) {
                int i = grid.index(channel, row, column);
                point[i] = (float) (clean[i] + change);
            }
        }
    }
}
