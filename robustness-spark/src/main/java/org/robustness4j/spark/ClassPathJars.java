package org.robustness4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** What executors need of the classpath of this process: all but Spark itself, folders of classes as jars. */
final class ClassPathJars {

    private static final List<String> OF_SPARK = List.of(
            "spark-",
            "scala-",
            "hadoop-client-",
            "netty-",
            "rocksdbjni-",
            "leveldbjni-",
            "zookeeper",
            "jersey-",
            "hk2-");

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
            } else if (OF_SPARK.stream().noneMatch(path.getFileName().toString()::startsWith)) {
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
