namespace MapDashboard.Domain.Issues;

/// <summary>Where an issue (事项) stands in its life. Overdue is computed from the clocks and is never a status.</summary>
public enum IssueStatus
{
    /// <summary>待受理: received, nobody has taken it up.</summary>
    Reported,

    /// <summary>待派遣: filed (立案), waiting for a handler.</summary>
    Accepted,

    /// <summary>待报到: given to a person or organization, who has not reported in.</summary>
    Dispatched,

    /// <summary>处置中: the handler has reported in.</summary>
    InProgress,

    /// <summary>待核查: the handler says done, with evidence; someone else must verify.</summary>
    Resolved,

    /// <summary>待评价: verified and answered; waiting for the rating until the window ends.</summary>
    Verified,

    /// <summary>挂账: cannot be done now; has a reason and a review date.</summary>
    Suspended,

    /// <summary>已办结: rated, or the window passed.</summary>
    Closed,

    /// <summary>已合并: joined to another issue, whose answer goes to this reporter too.</summary>
    Merged,

    /// <summary>作废: not an issue; the reason is kept.</summary>
    Voided,
}

/// <summary>Groups of statuses, by membership and never by order.</summary>
public static class IssueStatuses
{
    /// <summary>The statuses in which somebody still owes something.</summary>
    public static IReadOnlyList<IssueStatus> Open { get; } =
        [.. Enum.GetValues<IssueStatus>().Except([IssueStatus.Closed, IssueStatus.Merged, IssueStatus.Voided])];

    public static bool IsOpen(this IssueStatus status) => Open.Contains(status);
}

/// <summary>How an issue came (来源).</summary>
public enum IssueSource
{
    Patrol,
    Resident,
    Counter,
    Hotline,
    Meeting,
    Superior,
    Supervisor,

    /// <summary>Imported history.</summary>
    Replay,
}

/// <summary>What a photo shows.</summary>
public enum PhotoKind
{
    Before,
    After,
    Document,
}
