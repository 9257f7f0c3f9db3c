package org.robustness4j.spark.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files of any Hadoop file system, with the settings to reach them.
 *
 * @param settings what differs from Hadoop's own configuration on each machine, such as access keys
 */
public record Files(Map<String, String> settings) implements Serializable {

    /** With Hadoop's own configuration. */
    public static final Files PLAIN = new Files(Map.of());

    public Files {
        // an immutable Map of the platform is not always what another JVM can read; this one is
        settings = new HashMap<>(settings);
    }

    Configuration configuration() {
        Configuration configuration = new Configuration();
        settings.forEach(configuration::set);
        return configuration;
    }

    private FileSystem system(Path path) throws IOException {
        return path.getFileSystem(configuration());
    }

    FSDataInputStream open(String file) throws IOException {
        Path path = new Path(file);
        return system(path).open(path);
    }

    /**
     * Copies a file to this machine.
     *
     * @throws IllegalArgumentException if there is no such file
     * @throws IOException if it cannot be read or written
     */
    public void copy(String file, java.nio.file.Path to) throws IOException {
        status(file);
        try (InputStream in = open(file)) {
            java.nio.file.Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @throws IllegalArgumentException if there is no such file or folder */
    FileStatus status(String file) throws IOException {
        Path path = new Path(file);
        try {
            return system(path).getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException("There is no " + file + "; correct the path of the data", e);
        }
    }

    /** What tells a file from an earlier version of it. */
    String version(String file) throws IOException {
        FileStatus status = status(file);
        return status.getPath() + " " + status.getLen() + " " + status.getModificationTime();
    }

    /** The files and folders in a folder, by name, without hidden ones and those that mark something for Hadoop. */
    List<FileStatus> list(String folder) throws IOException {
        Path path = new Path(folder);
        status(folder);
        return Arrays.stream(system(path).listStatus(path))
                .filter(file -> !file.getPath().getName().startsWith(".")
                        && !file.getPath().getName().startsWith("_"))
                .sorted(Comparator.comparing(file -> file.getPath().getName()))
                .toList();
    }
}
