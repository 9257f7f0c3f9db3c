package org.robustness4j.data.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The disks of this machine. */
final class LocalFiles implements FileStorage {

    @Override
    public StoredFile status(String path) throws IOException {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path of a file: " + e.getReason() + "; correct the path of the data", e);
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("There is no " + path + "; correct the path of the data"
                    + (file.isAbsolute()
                            ? ""
                            : ", which is looked for in " + Path.of("").toAbsolutePath()));
        }
        return status(file);
    }

    private static StoredFile status(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new StoredFile(
                file.toString(),
                String.valueOf(file.getFileName()),
                attributes.size(),
                attributes.lastModifiedTime().toMillis(),
                attributes.isDirectory());
    }

    @Override
    public List<StoredFile> list(String folder) throws IOException {
        if (!status(folder).isFolder()) {
            throw new IllegalArgumentException(folder + " is no folder; correct the path of the data");
        }
        try (Stream<Path> found = Files.list(Path.of(folder))) {
            List<Path> files = found.filter(
                            file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
                    .toList();
            List<StoredFile> stored = new ArrayList<>();
            for (Path file : files) {
                stored.add(status(file));
            }
            return stored;
        }
    }

    @Override
    public InputStream open(String file, long position) throws IOException {
        FileChannel channel = FileChannel.open(Path.of(file));
        try {
            if (position > channel.size()) {
                throw new EOFException(file + " ends at " + channel.size());
            }
            return Channels.newInputStream(channel.position(position));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
