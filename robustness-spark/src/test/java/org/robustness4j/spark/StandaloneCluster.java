package org.robustness4j.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.robustness4j.spark.internal.ModuleAccess;

/**
 * A standalone cluster of worker processes on loopback. Its processes have Spark alone on their classpath, as on a cluster
 * that somebody else runs: what executors need besides comes from the driver.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final List<String> NOT_SPARK =
            List.of("deeplearning4j", "nd4j", "datavec", "bytedeco", "robustness", "junit", "assertj");

    private final String master;
    private final List<Process> processes;

    private StandaloneCluster(String master, List<Process> processes) {
        this.master = master;
        this.processes = processes;
    }

    /** Starts a master and workers of one core each. */
    static StandaloneCluster start(Path folder, int workers) throws IOException, InterruptedException {
        Path home = folder.resolve("spark").toAbsolutePath();
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar") && NOT_SPARK.stream().noneMatch(entry::contains)) {
                Path jar = Path.of(entry);
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String master = "spark://127.0.0.1:" + port;
        List<Process> processes = new ArrayList<>();
        StandaloneCluster cluster = new StandaloneCluster(master, processes);
        processes.add(java(home, "master", "org.apache.spark.deploy.master.Master", "--port", String.valueOf(port)));
        cluster.awaitMaster(port);
        for (int i = 0; i < workers; i++) {
            processes.add(java(
                    home,
                    "worker" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "1500m",
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    master));
        }
        return cluster;
    }

    private static Process java(Path home, String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.addAll(Arrays.asList(ModuleAccess.options().split(" ")));
        command.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*", main, "--host", "127.0.0.1"));
        command.addAll(List.of("--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1"));
        return builder.start();
    }

    private void awaitMaster(int port) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        close();
        throw new IllegalStateException("The master did not start");
    }

    String master() {
        return master;
    }

    /** The executors that run now, children of the workers. */
    Stream<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::children)
                .filter(child -> child.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend")
                        || child.info().arguments().isEmpty());
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes.stream()
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
                .toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(process -> process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join());
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
