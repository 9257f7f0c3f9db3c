package org.robustness4j.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
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
        return new ImageFolder(FileStore.LOCAL, folder.toString(), 1, false, 255, List.of(order));
    }

    @Test
    void foldersAreNumberedInTheOrderOfTheAlphabetOrAsItIsGiven() throws IOException {
        image("dog", "1.png", 51);
        image("cat", "1.png", 102);
        image("cat", "2.png", 255);
        Files.writeString(folder.resolve("cat/.hidden"), "no image");
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

    @Test
    void noPositionBehindTheEndIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("four"), "1234");

        assertThatThrownBy(() -> FileStore.LOCAL.open(file.toString(), 5)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> FileStore.LOCAL.list(file.toString())).hasMessageContaining("is no folder");
        assertThat(FileStore.LOCAL.open(file.toString(), 3).readAllBytes()).containsExactly('4');
    }
}
