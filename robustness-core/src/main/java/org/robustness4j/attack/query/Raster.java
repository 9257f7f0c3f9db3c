package org.robustness4j.attack.query;

import java.util.random.RandomGenerator;
import org.robustness4j.data.InputShape;

/**
 * A sample as an image: what has no rows is a line.
 *
 * @param shape the shape of the sample
 * @param channels the number of values at each place
 * @param height the number of rows
 * @param width the number of columns
 */
record Raster(InputShape shape, int channels, int height, int width) {

    static Raster of(InputShape shape) {
        return shape.height() * shape.width() == 1
                ? new Raster(new InputShape(shape.layout(), 1, 1, shape.features()), 1, 1, shape.features())
                : new Raster(shape, shape.channels(), shape.height(), shape.width());
    }

    int index(int channel, int row, int column) {
        return shape.index(channel, row, column);
    }

    int places() {
        return height * width;
    }

    /** A window of at most the sides given, anywhere on the raster. */
    Window window(int rows, int columns, RandomGenerator random) {
        int windowHeight = Math.min(rows, height);
        int windowWidth = Math.min(columns, width);
        return new Window(
                random.nextInt(height - windowHeight + 1),
                random.nextInt(width - windowWidth + 1),
                windowHeight,
                windowWidth);
    }

    /** The side of a square that covers a share of the raster; on a line its length. */
    int side(double share) {
        double side = height == 1 ? share * width : Math.sqrt(share * places());
        return Math.max(1, (int) Math.round(side));
    }

    /**
     * Some rows and columns.
     *
     * @param row the first row
     * @param column the first column
     * @param height the number of rows
     * @param width the number of columns
     */
    record Window(int row, int column, int height, int width) {

        boolean contains(int y, int x) {
            return y >= row && y < row + height && x >= column && x < column + width;
        }
    }
}
