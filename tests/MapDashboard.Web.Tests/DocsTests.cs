using System.Globalization;
using System.Text.RegularExpressions;
using MapDashboard.Domain;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Tests;

/// <summary>The documents say what the code says, and lead where they point.</summary>
public sealed partial class DocsTests
{
    private const int FirstScreenLines = 40;

    private static readonly string Root = FindRoot();

    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(Root, "README*.md").Append(Path.Combine(Root, "CHANGELOG.md")).Append(Path.Combine(Root, "CONTRIBUTING.md"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_table_of_errors_holds_every_refusal_code_with_its_status_and_no_other()
    {
        var rows = ErrorRow().Matches(Read("docs/errors.md"));
        rows.Select(row => row.Groups["code"].Value).ShouldBeUnique();
        rows.ToDictionary(row => row.Groups["code"].Value, row => int.Parse(row.Groups["status"].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .ShouldBe(RefusalCodes.Status, ignoreOrder: true);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void The_two_commands_stand_on_the_first_screen(string document)
    {
        string[] first = [.. Read(document).Split('\n').Take(FirstScreenLines)];
        first.ShouldContain(line => line.StartsWith("./run", StringComparison.Ordinal));
        first.ShouldContain(line => line.StartsWith("./test", StringComparison.Ordinal));
    }

    [Fact]
    public void The_chinese_readme_has_the_headings_and_settings_of_the_english_one()
    {
        var (english, chinese) = (Read("README.md"), Read("README.zh-CN.md"));
        Heading().Matches(chinese).Select(heading => heading.Groups["marks"].Value)
            .ShouldBe(Heading().Matches(english).Select(heading => heading.Groups["marks"].Value));
        Setting().Matches(chinese).Select(setting => setting.Value).ShouldBe(Setting().Matches(english).Select(setting => setting.Value));
    }

    [Fact]
    public void The_readme_names_every_setting()
    {
        var named = Setting().Matches(Read("README.md")).Select(setting => setting.Groups["name"].Value).Where(name => name.StartsWith("Map:", StringComparison.Ordinal));
        named.ShouldBe(typeof(MapOptions).GetProperties().Where(property => property.CanWrite).Select(property => "Map:" + property.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        Link().Matches(Read(document)).Select(link => link.Groups["target"].Value)
            .Where(target => !Path.Exists(Path.Combine(folder, target))).ShouldBeEmpty();
    }

    [Fact]
    public void The_architecture_names_every_project()
    {
        var text = Read("docs/architecture.md");
        Project().Matches(Read("MapDashboard.sln")).Select(project => project.Groups["name"].Value)
            .Where(name => !text.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_decision_that_the_code_cites_is_written_down()
    {
        var written = Directory.EnumerateFiles(Path.Combine(Root, "docs", "decisions"), "*.md").Select(file => Path.GetFileName(file)[..4]).ToArray();
        written.ShouldBeUnique();
        Sources().SelectMany(file => Cited().Matches(File.ReadAllText(file))).Select(cited => cited.Groups["number"].Value)
            .Except(written, StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql" or ".csproj" && !Path.GetRelativePath(Root, file).Split('/').Contains("obj", StringComparer.Ordinal));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MapDashboard.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+\.[a-z_]+)` \| (?<status>\d{3}) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorRow();

    [GeneratedRegex("^(?<marks>#+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(?<name>(Urls|Map:|ConnectionStrings:)\w*)` \|( `[^`]*`)?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("""^Project\("[^"]+"\) = "(?<name>MapDashboard\.[^"]+)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Project();

    [GeneratedRegex(@"decisions/(?<number>\d{4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cited();
}
