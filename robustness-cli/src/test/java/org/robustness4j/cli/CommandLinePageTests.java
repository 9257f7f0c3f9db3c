package org.robustness4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page names the options that there are, and its command can be given. */
class CommandLinePageTests {

    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)`");

    private static CommandLine attack() {
        return Objects.requireNonNull(Robustness.commandLine().getSubcommands().get("attack"));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/cli.md"));
    }

    @Test
    void thePageNamesEveryOption() throws IOException {
        Set<String> named = OPTION.matcher(page())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> options = attack().getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .filter(name -> !name.equals("--version"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(options);
    }

    @Test
    void commandsOfThePageAndOfTheHelpAreUnderstood() throws IOException {
        String help = attack().getUsageMessage();
        List<String> commands = Pattern.compile(
                        "(?s)(?:robustness|-runnable\\.jar) attack ((?:[^\\n]*\\\\\\R)*[^\\n]*)")
                .matcher(Files.readString(Path.of("../README.md")).replace("\n    ", "\n") + page() + help)
                .results()
                .map(match -> match.group(1).replaceAll("\\\\\\R", " ").strip())
                .filter(command -> command.contains("--epsilon 0") || command.contains("--epsilon 1/255"))
                .toList();

        assertThat(commands).hasSizeGreaterThan(4);
        commands.forEach(command -> assertThatCode(
                        () -> Robustness.commandLine().parseArgs(("attack " + command).split("\\s+", -1)))
                .as(command)
                .doesNotThrowAnyException());
        assertThat(Arrays.asList(help.split("\\R", -1)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(90));
    }
}
