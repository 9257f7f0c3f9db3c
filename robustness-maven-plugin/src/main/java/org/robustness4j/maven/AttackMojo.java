package org.robustness4j.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Attacks the model of a file on the samples of others, without a test: the command line of {@code robustness-cli} in a
 * virtual machine of its own, with the libraries that it needs, which are resolved first. It needs no project. The build
 * fails when a limit is missed, and ends in an error when nothing can be said.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Mojo(name = "attack", requiresProject = false, threadSafe = true)
public final class AttackMojo extends CommandMojo {

    private static final String OUTPUT = "--output";
    private static final int MISSED = 1;

    /**
     * What is attacked, as the command line says it: {@code --model wine.onnx --data wine.csv --range -6 6 --epsilon
     * 0.1}. Values with blanks stand in quotes, single or double; all other characters are as they are. {@code --help}
     * explains all. Paths are those of the project's folder, and attacks those of Robustness4J: classes of the project are
     * not seen.
     */
    @Parameter(property = "robustness.attack.arguments")
    private @Nullable String arguments;

    /** Options of the virtual machine, separated by blanks, such as {@code -Xmx8g}. */
    @Parameter(property = "robustness.attack.argLine", defaultValue = "")
    private String argLine = "";

    /** By Maven. */
    @Inject
    public AttackMojo(RepositorySystem resolver) {
        super(resolver);
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            getLog().info("Nothing is attacked: robustness.skip is true");
            return;
        }
        String given = arguments;
        if (given == null || given.isBlank()) {
            throw new MojoExecutionException("What to attack is not said; give robustness.attack.arguments, as in"
                    + " -Drobustness.attack.arguments=\"--model wine.onnx --data wine.csv --range -6 6 --epsilon 0.1\","
                    + " or \"--help\"");
        }
        List<String> words = words(given);
        Instant start = Instant.now();
        int status = status("attack", words, argLine);
        // it is what Java itself ends with, too, where it cannot start
        if (status == MISSED && isReported(words, start)) {
            throw new MojoFailureException("The model missed a limit; it stands above by how much");
        } else if (status != 0) {
            throw new MojoExecutionException("There is no verdict on the model; the reason stands above");
        }
    }

    /** What is given, and where results go: in a project below its build folder, and not where the tests have theirs. */
    private List<String> words(String given) throws MojoExecutionException {
        try {
            List<String> words = new ArrayList<>(new Words(given).split());
            if (words.stream().noneMatch(AttackMojo::isOutput)) {
                words.add(OUTPUT);
                words.add(
                        project().getBasedir() == null
                                ? "robustness"
                                : Path.of(project().getBuild().getDirectory(), "robustness-attack")
                                        .toString());
            }
            return words;
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException("robustness.attack.arguments: " + e.getMessage(), e);
        }
    }

    private boolean isReported(List<String> words, Instant start) {
        int place = words.indexOf(OUTPUT);
        String output = place >= 0 && place + 1 < words.size()
                ? words.get(place + 1)
                : words.stream()
                        .filter(AttackMojo::isOutput)
                        .findFirst()
                        .map(word -> word.substring(word.indexOf('=') + 1))
                        .orElse("");
        try {
            return !Files.getLastModifiedTime(folder().resolve(output).resolve("index.html"))
                    .toInstant()
                    .plusSeconds(1)
                    .isBefore(start);
        } catch (IOException e) {
            getLog().debug("There is no report", e);
            return false;
        }
    }

    private static boolean isOutput(String word) {
        return word.equals(OUTPUT) || word.startsWith(OUTPUT + "=");
    }
}
