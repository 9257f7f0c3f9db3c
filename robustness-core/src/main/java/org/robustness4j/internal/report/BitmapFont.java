package org.robustness4j.internal.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Text of printable ASCII in pixels. Java's own fonts are those of the machine: build servers often have none, and then
 * its text fails; with these every machine draws the same bytes. The glyphs are those of the X Window System's "fixed"
 * font, which is in the public domain.
 */
final class BitmapFont {

    static final int WIDTH = 8;
    static final int HEIGHT = 13;

    private static final char FIRST = ' ';
    private static final char LAST = '~';

    private final BufferedImage glyphs;

    BitmapFont() {
        try (InputStream sheet = BitmapFont.class.getResourceAsStream("glyphs.png")) {
            if (sheet == null) {
                throw new IllegalStateException("glyphs.png is missing from the library's jar");
            }
            this.glyphs = ImageIO.read(sheet);
        } catch (IOException e) {
            throw new UncheckedIOException("glyphs.png of the library's jar cannot be read", e);
        }
    }

    /** Draws a line of text, cut where the space ends. */
    void draw(BufferedImage image, String text, int left, int top, int width, int colour) {
        int fitting = Math.min(text.length(), width / WIDTH);
        for (int i = 0; i < fitting; i++) {
            draw(image, text.charAt(i), left + i * WIDTH, top, colour);
        }
    }

    private void draw(BufferedImage image, char character, int left, int top, int colour) {
        char known = character >= FIRST && character <= LAST ? character : '?';
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if ((glyphs.getRGB((known - FIRST) * WIDTH + x, y) & 0xff) != 0) {
                    image.setRGB(left + x, top + y, colour);
                }
            }
        }
    }
}
