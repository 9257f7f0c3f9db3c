package org.robustness4j.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.data.Samples;

class ImageFolderTests {

    @TempDir
    private Path folder;

    private void image(String ofClass, String name, int grey) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, grey);
        Files.createDirectories(folder.resolve(ofClass));
        ImageIO.write(image, "png", folder.resolve(ofClass).resolve(name).toFile());
    }

    private ImageFolder read(String... order) throws IOException {
        return new ImageFolder(FileStorage.LOCAL, folder.toString(), 1, false, 255, List.of(order));
    }

    @Test
    void foldersAreNumberedInTheOrderOfTheAlphabetOrAsItIsGiven() throws IOException {
        image("dog", "1.png", 51);
        image("cat", "1.png", 102);
        image("cat", "2.png", 255);
        Files.writeString(folder.resolve("cat/.hidden"), "no image");
        Files.writeString(folder.resolve("cat/Thumbs.db"), "no image");
        Files.writeString(folder.resolve("readme.txt"), "no folder");

        assertThat(read().classNames()).containsExactly("cat", "dog");
        assertThat(read().labels()).containsExactly(0, 0, 1);
        assertThat(read("dog", "bird", "cat").labels()).containsExactly(2, 2, 0);
        assertThat(read("dog", "bird", "cat").classNames()).containsExactly("dog", "bird", "cat");
        Samples some = read().at(new int[] {1, 2});
        assertThat(some.input(0)).containsExactly(0, 1);
        assertThat(some.input(1)).containsExactly(0, 0.2f);
        assertThat(some.index(1)).isEqualTo(2);
        assertThatThrownBy(() -> read("dog", "bird")).hasMessageContaining("folder 'cat'");
        assertThatThrownBy(() -> read("dog", "cat", "dog")).hasMessageContaining("given twice");
    }

    @Test
    void namesThatAreNumbersAreTheClasses() throws IOException {
        image("7", "1.png", 1);
        image("9", "1.png", 1);

        assertThat(read().labels()).containsExactly(7, 9);
        assertThat(read().classNames()).isEmpty();
        image("10", "1.png", 1);
        assertThatThrownBy(this::read).hasMessageContaining("'10' comes before '7'");
        assertThat(read("7", "9", "10").labels()).containsExactly(2, 0, 1);
    }

    /** Pillow gives what is stored, and so do those who trained the network. */
    @Test
    void coloursAreThoseThatAreStoredWhateverTheProfile() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xc86432);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", plain);
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        Files.createDirectories(folder.resolve("a"));
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(folder.resolve("a/1.jpg")))) {
            // the profile stands in a segment of its own, behind that of JFIF
            ByteBuffer jpeg = ByteBuffer.wrap(plain.toByteArray());
            int first = 4 + jpeg.getShort(4);
            out.write(plain.toByteArray(), 0, first);
            out.writeShort(0xffe2);
            out.writeShort(16 + profile.length);
            out.writeBytes("ICC_PROFILE\0\1\1");
            out.write(profile);
            out.write(plain.toByteArray(), first, plain.size() - first);
        }

        float[] stored = new ImageFolder(folder, 3).all().input(0);

        assertThat(ImageIO.read(folder.resolve("a/1.jpg").toFile()).getRGB(0, 0) >> 16 & 0xff)
                .as("what Java makes of the profile")
                .isGreaterThan(215);
        assertThat(stored[0] * 255).isCloseTo(200, within(4f));
        assertThat(stored[256] * 255).isCloseTo(100, within(4f));
        assertThat(stored[512] * 255).isCloseTo(50, within(4f));
    }

    @Test
    void palettesAndTransparencyGiveTheirColours() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_INT_ARGB}) {
            Path file = Files.createDirectories(folder.resolve("of" + type).resolve("a"))
                    .resolve("1.png");
            BufferedImage image = new BufferedImage(2, 1, type);
            image.setRGB(1, 0, 0xffff0000);
            ImageIO.write(image, "png", file.toFile());

            float[] colours =
                    new ImageFolder(folder.resolve("of" + type), 3).all().input(0);

            assertThat(colours).containsExactly(0, 1, 0, 0, 0, 0);
        }
    }

    @Test
    void noPositionBehindTheEndIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("four"), "1234");

        assertThatThrownBy(() -> FileStorage.LOCAL.open(file.toString(), 5)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> FileStorage.LOCAL.list(file.toString())).hasMessageContaining("is no folder");
        assertThat(FileStorage.LOCAL.open(file.toString(), 3).readAllBytes()).containsExactly('4');
    }
}
