package org.robustness4j.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What executors need of the classpath of this process: all but Spark itself, folders of classes as jars. */
final class ClassPathJars {

    /** Spark's own jars, and the largest of those that it brings. */
    private static final Predicate<String> OF_SPARK = Pattern.compile(
                    "(spark-[a-z-]+_2\\.1\\d|scala-(library|reflect|xml_2\\.1\\d|parallel-collections_2\\.1\\d)|hadoop-client-(api|runtime)"
                            + "|netty-.*|rocksdbjni|leveldbjni-all|zookeeper(-jute)?|jersey-.*|hk2-.*|icu4j)-\\d.*\\.jar")
            .asMatchPredicate();

    private ClassPathJars() {}

    static List<String> ofThisProcess() {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))
                .split(java.io.File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (entry.isEmpty() || !Files.exists(path)) {
                continue;
            }
            if (Files.isDirectory(path)) {
                jars.add(jarOf(path).toUri().toString());
            } else if (!OF_SPARK.test(path.getFileName().toString())) {
                jars.add(path.toUri().toString());
            }
        }
        return jars;
    }

    private static Path jarOf(Path folder) {
        try {
            Path jar = Files.createTempFile("robustness4j-classes-", ".jar");
            jar.toFile().deleteOnExit();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    out.putNextEntry(
                            new JarEntry(folder.relativize(file).toString().replace(java.io.File.separatorChar, '/')));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("The classes in " + folder + " cannot be packed for executors", e);
        }
    }
}
