namespace MapDashboard.Domain.Tests.Builders;

/// <summary>A table written as text: the first line names the columns, each other line begins with its row's name.</summary>
internal sealed class TextTable
{
    private readonly Dictionary<(string Row, string Column), string> cells = [];

    public TextTable(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Fields).ToArray();
        Columns = lines[0];
        Rows = [.. lines[1..].Select(line => line[0])];
        foreach (var line in lines[1..])
        {
            line.Length.ShouldBe(Columns.Count + 1, line[0]);
            for (var column = 0; column < Columns.Count; column++) cells.Add((line[0], Columns[column]), line[column + 1]);
        }
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Rows { get; }

    public string this[string row, string column] => cells[(row, column)];

    private static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
