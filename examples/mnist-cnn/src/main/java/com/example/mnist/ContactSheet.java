package com.example.mnist;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Rows of digits in one picture. */
final class ContactSheet {

    private static final int SIZE = 28;
    private static final int SCALE = 3;
    private static final int CELL = SIZE * SCALE + 6;

    private final List<List<float[]>> rows = new ArrayList<>();

    /** Adds a row of images of 28 x 28 values between 0 and 1. */
    ContactSheet row(List<float[]> images) {
        rows.add(images);
        return this;
    }

    void write(Path file) throws IOException {
        int columns = rows.stream().mapToInt(List::size).max().orElse(1);
        BufferedImage sheet = new BufferedImage(columns * CELL, rows.size() * CELL, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.get(i).size(); j++) {
                draw(sheet, rows.get(i).get(j), j * CELL, i * CELL);
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(sheet, "png", file.toFile());
    }

    private static void draw(BufferedImage sheet, float[] image, int left, int top) {
        for (int y = 0; y < SIZE * SCALE; y++) {
            for (int x = 0; x < SIZE * SCALE; x++) {
                int level = Math.round(255 * image[y / SCALE * SIZE + x / SCALE]);
                sheet.getRaster().setSample(left + x, top + y, 0, level);
            }
        }
    }
}
