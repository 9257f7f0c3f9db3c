package org.robustness4j.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/**
 * The sources of a project's tests.
 *
 * @param project the project
 */
record TestSources(MavenProject project) {

    private static final Set<String> LANGUAGES = Set.of("java", "kt", "groovy", "scala");

    /** What a source with a robustness test imports. */
    private static final String ANNOTATIONS = "org.robustness4j.junit";

    boolean isEmpty() {
        return files().isEmpty();
    }

    /** The names of the files that import annotations of robustness tests, without their endings, in their order. */
    List<String> robustnessTests() {
        return files().stream()
                .filter(TestSources::namesAnnotations)
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .sorted()
                .toList();
    }

    private List<Path> files() {
        return project.getTestCompileSourceRoots().stream()
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(folder -> sources(folder).stream())
                .toList();
    }

    private static List<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = file.getFileName().toString();
                        return LANGUAGES.contains(name.substring(name.lastIndexOf('.') + 1));
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The test sources in " + folder + " cannot be listed", e);
        }
    }

    /** In whatever encoding: the name is ASCII. */
    private static boolean namesAnnotations(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ANNOTATIONS);
        } catch (IOException e) {
            throw new UncheckedIOException("The test source " + file + " cannot be read", e);
        }
    }
}
