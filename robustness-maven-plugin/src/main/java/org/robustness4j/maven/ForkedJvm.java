package org.robustness4j.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A virtual machine of its own for what needs the user's model: ND4J cannot load its natives into a second class loader
 * of Maven's.
 *
 * @param options of the virtual machine
 * @param classpath its class path
 * @param properties its system properties
 * @param directory its working directory
 */
record ForkedJvm(List<String> options, List<String> classpath, Map<String, String> properties, Path directory) {

    /** Runs a main class, which writes to the output of this process, and returns its exit status. */
    int run(String mainClass, List<String> parameters) throws IOException, InterruptedException {
        Path arguments = Files.createTempFile("robustness", ".args");
        try {
            Files.write(arguments, arguments(mainClass, parameters), Charset.defaultCharset());
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "@" + arguments)
                    .directory(directory.toFile())
                    .inheritIO()
                    .start();
            try {
                return process.waitFor();
            } finally {
                process.destroy();
            }
        } finally {
            Files.deleteIfExists(arguments);
        }
    }

    /** In a file, because class paths are longer than Windows lets a command line be. */
    private List<String> arguments(String mainClass, List<String> parameters) {
        List<String> arguments = new ArrayList<>(options);
        properties.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        arguments.add("-cp");
        arguments.add(String.join(File.pathSeparator, classpath));
        arguments.add(mainClass);
        arguments.addAll(parameters);
        return arguments.stream().map(ForkedJvm::quoted).toList();
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
