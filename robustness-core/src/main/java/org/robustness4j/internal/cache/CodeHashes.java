package org.robustness4j.internal.cache;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The hashes of the jars, or of the folders of classes, that classes come from: a change of any class in one makes
 * another hash, of those that the class calls too. Each is read once.
 */
final class CodeHashes {

    private final Map<String, String> known = new HashMap<>();

    /**
     * The hash of all that comes from where a class comes from, in hexadecimal.
     *
     * @throws UnknownContentException if it is not known where that is, or it cannot be read
     */
    String of(Class<?> type) throws UnknownContentException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new UnknownContentException("it is not known which file " + type.getName() + " comes from");
        }
        String location = source.getLocation().toString();
        String hash = known.get(location);
        if (hash == null) {
            hash = read(source, type);
            known.put(location, hash);
        }
        return hash;
    }

    private static String read(CodeSource source, Class<?> type) throws UnknownContentException {
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
