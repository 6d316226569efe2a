package io.winnow.console;

import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the help, by what they are for. */
final class CommandGroups implements IHelpSectionRenderer {
    private final Map<String, List<String>> groups;

    /** @param groups headings, each with the names of its commands, in order */
    CommandGroups(Map<String, List<String>> groups) {
        this.groups = groups;
    }

    @Override
    public String render(Help help) {
        var text = new StringBuilder();
        groups.forEach((heading, names) -> text.append(help.createHeading("%n" + heading + "%n"))
                .append(list(help, names)));
        return text.toString();
    }

    private static String list(Help help, List<String> names) {
        var table = Help.TextTable.forColumns(help.colorScheme(),
                new Help.Column(16, 2, Help.Column.Overflow.SPAN),
                new Help.Column(help.commandSpec().usageMessage().width() - 16, 2, Help.Column.Overflow.WRAP));
        for (var name : names) {
            table.addRowValues(name, firstSentence(help.commandSpec().subcommands().get(name)));
        }
        return table.toString();
    }

    private static String firstSentence(CommandLine command) {
        var description = String.join(" ", command.getCommandSpec().usageMessage().description());
        var end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end + 1);
    }
}
