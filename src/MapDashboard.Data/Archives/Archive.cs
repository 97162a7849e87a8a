namespace MapDashboard.Data.Archives;

/// <summary>A file to which Changes of issues that had ended were given (decisions/0024). Rows are only ever added.</summary>
public sealed class Archive
{
    /// <summary>Of the file.</summary>
    public required string Name { get; init; }

    /// <summary>The beginning of the day that was named, UTC: from then on the log is as it was.</summary>
    public required DateTime Before { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The user of the machine who asked for it.</summary>
    public required string ArchivedBy { get; init; }

    /// <summary>Of the file's bytes.</summary>
    public required byte[] Sha256 { get; init; }

    public required long Bytes { get; init; }

    public required int Issues { get; init; }

    public required long Changes { get; init; }

    public required long FirstSeq { get; init; }

    /// <summary>Up to here Changes are missing from the log.</summary>
    public required long LastSeq { get; init; }
}

/// <summary>What the database keeps of the history of one archived issue: the end of its chain, and where the rest lies.</summary>
public sealed class ArchivedIssue
{
    public required Guid IssueId { get; init; }

    /// <summary>Name of the archive.</summary>
    public required string Archive { get; init; }

    /// <summary>How many Changes it had.</summary>
    public required int Version { get; init; }

    public required long FirstSeq { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>The last link of its chain.</summary>
    public required byte[] Head { get; init; }
}
