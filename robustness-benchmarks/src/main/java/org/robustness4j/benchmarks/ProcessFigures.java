package org.robustness4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the operating system says of this process. */
final class ProcessFigures {

    private ProcessFigures() {}

    /** When it began, in milliseconds. */
    static long start() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(instant -> instant.toEpochMilli())
                .orElseGet(System::currentTimeMillis);
    }

    /** The largest resident memory, on Linux. */
    static String memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "memory unknown";
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .orElse("memory unknown")
                    .replaceAll("\\s+", " ");
        }
    }
}
