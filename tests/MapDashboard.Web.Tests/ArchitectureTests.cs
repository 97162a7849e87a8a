using System.Reflection;
using MapDashboard.Data;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Tests;

/// <summary>The directions of the house: Web → Data → Domain, Cli → Data → Domain, and nothing points back.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(Issue).Assembly;
    private static readonly Assembly Data = typeof(MapDbContext).Assembly;
    private static readonly Assembly Web = typeof(MapServer).Assembly;
    private static readonly Assembly Cli = Assembly.Load("mapdashboard");

    [Fact]
    public void The_domain_knows_geometry_and_nothing_else_outside_the_base_library() =>
        Foreign(Domain).ShouldAllBe(name => name.StartsWith("NetTopologySuite", StringComparison.Ordinal));

    [Fact]
    public void Data_knows_the_domain_and_neither_web_nor_command_line() => Ours(Data).ShouldBe(["MapDashboard.Domain"]);

    [Fact]
    public void Web_knows_data_and_domain_and_the_command_line_does_not_know_web()
    {
        Ours(Web).ShouldBe(["MapDashboard.Data", "MapDashboard.Domain"], ignoreOrder: true);
        Ours(Cli).ShouldNotContain("MapDashboard.Web");
    }

    [Fact]
    public void The_domain_has_no_clock_of_its_own()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal));
        foreach (var file in sources)
        {
            var text = File.ReadAllText(file);
            text.ShouldNotContain("DateTime.UtcNow", Case.Sensitive, file);
            text.ShouldNotContain("DateTime.Now", Case.Sensitive, file);
        }
    }

    [Fact]
    public void No_file_outgrows_the_head_that_reads_it()
    {
        var long_ = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count() > 300);
        long_.ShouldBeEmpty();
    }

    private static string Root => Path.GetDirectoryName(ContentFolders.Find("gis-data"))!;

    private static IEnumerable<string> Ours(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("MapDashboard", StringComparison.Ordinal));

    private static IEnumerable<string> Foreign(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not ("netstandard" or "mscorlib"));
}
