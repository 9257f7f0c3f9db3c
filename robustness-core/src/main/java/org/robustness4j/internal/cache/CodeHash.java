package org.robustness4j.internal.cache;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hash of the jar, or of the folder of classes, that a class comes from: a change of any class in it makes another one,
 * of those that the class calls too.
 */
record CodeHash(Class<?> type) {

    /** @throws UnknownContentException if it is not known where the class comes from */
    String hex() throws UnknownContentException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new UnknownContentException("it is not known which file " + type.getName() + " comes from");
        }
        try {
            Path path = Path.of(source.getLocation().toURI());
            ContentHash hash = new ContentHash();
            if (Files.isDirectory(path)) {
                for (Path file : classes(path)) {
                    hash.add(path.relativize(file).toString()).add(Files.readAllBytes(file));
                }
            } else {
                hash.add(Files.readAllBytes(path));
            }
            return hash.hex();
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            throw new UnknownContentException(
                    "the code of " + type.getName() + " cannot be read from " + source.getLocation(), e);
        }
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }
}
