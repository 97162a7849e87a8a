namespace MapDashboard.Data.Migrations;

/// <summary>Triggers and functions live in SQL files beside the migrations and travel inside the assembly.</summary>
internal static class SqlFile
{
    public static string Read(string name)
    {
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream($"MapDashboard.Data.Migrations.Sql.{name}.sql")
            ?? throw new InvalidOperationException($"The SQL file {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
