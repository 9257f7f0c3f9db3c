package org.robustness4j.spark.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.file.FileStorage;

/** Files of any Hadoop file system, with the settings to reach them. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class HadoopFiles implements FileStorage {

    /** With Hadoop's own configuration. */
    public static final HadoopFiles PLAIN = new HadoopFiles(Map.of());

    private final HashMap<String, String> settings;
    private transient @Nullable Configuration configuration;

    /**
     * With settings of one's own.
     *
     * @param settings what differs from Hadoop's own configuration on each machine, such as access keys
     */
    public HadoopFiles(Map<String, String> settings) {
        this.settings = new HashMap<>(settings);
    }

    /** Made once on each machine: it is read from several XML files. */
    synchronized Configuration configuration() {
        if (configuration == null) {
            configuration = new Configuration();
            settings.forEach(configuration::set);
        }
        return configuration;
    }

    private FileSystem system(Path path) throws IOException {
        return path.getFileSystem(configuration());
    }

    FSDataInputStream open(String file) throws IOException {
        Path path = new Path(file);
        return system(path).open(path);
    }

    @Override
    public InputStream open(String file, long position) throws IOException {
        FSDataInputStream in = open(file);
        try {
            in.seek(position);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
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
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public StoredFile status(String file) throws IOException {
        Path path = new Path(file);
        try {
            return stored(system(path).getFileStatus(path));
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException("There is no " + file + "; correct the path of the data", e);
        }
    }

    private static StoredFile stored(FileStatus file) {
        return new StoredFile(
                file.getPath().toString(),
                file.getPath().getName(),
                file.getLen(),
                file.getModificationTime(),
                file.isDirectory());
    }

    @Override
    public List<StoredFile> list(String folder) throws IOException {
        Path path = new Path(folder);
        status(folder);
        return Arrays.stream(system(path).listStatus(path))
                .map(HadoopFiles::stored)
                .filter(file -> !file.name().startsWith("."))
                .sorted(Comparator.comparing(StoredFile::name))
                .toList();
    }

    /**
     * The files in a folder, without those that mark something for Hadoop.
     *
     * @throws IllegalArgumentException if there are none, or folders beside them, whose files would be left out
     */
    List<StoredFile> filesIn(String folder) throws IOException {
        List<StoredFile> files = list(folder).stream()
                .filter(file -> !file.name().startsWith("_"))
                .toList();
        for (StoredFile file : files) {
            if (file.isFolder()) {
                throw new IllegalArgumentException(
                        folder + " holds the folder " + file.name() + "; give a folder with all files in it");
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(folder + " holds no files; correct the path of the data");
        }
        return files;
    }
}
