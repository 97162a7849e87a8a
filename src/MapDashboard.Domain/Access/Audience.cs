namespace MapDashboard.Domain.Access;

/// <summary>
/// The names of those who may see something. An issue and a Change each carry the list of their audiences, an account's
/// <see cref="Scope"/> is a list too, and visibility everywhere (REST, stream, snapshot, photos) is that the two share a name.
/// </summary>
public static class Audience
{
    /// <summary>Staff whose scope is the whole map.</summary>
    public const string StaffEverywhere = "staff:*";

    /// <summary>Issues outside every area: for desks of root areas, who give them one.</summary>
    public const string Outside = "outside";

    /// <summary>What concerns a root area: it sets the mode that the whole map shows.</summary>
    public const string Roots = "roots";

    /// <summary>Staff of the area or of one above it.</summary>
    public static string Staff(string areaCode) => "staff:" + areaCode;

    /// <summary>Screens of the area or of one above it: they get the public view.</summary>
    public static string Public(string areaCode) => "public:" + areaCode;

    /// <summary>Whoever looks at the area or at one below it: a mode or a post of an area concerns all under it.</summary>
    public static string Under(string areaCode) => "under:" + areaCode;

    /// <summary>Staff of the area or of one below it: whom a notice from above concerns.</summary>
    public static string Below(string areaCode) => "below:" + areaCode;

    /// <summary>Of these, the accounts of one role.</summary>
    public static string Below(string areaCode, AccountRole role) => $"below:{areaCode}/{Words<AccountRole>.Of(role)}";

    /// <summary>Leaders and desks of the area or of one above it.</summary>
    public static string Leads(string areaCode) => "leads:" + areaCode;

    public static bool IsUnder(string audience) => audience.StartsWith("under:", StringComparison.Ordinal);

    /// <summary>The area's code in a staff, public or under audience.</summary>
    public static string CodeOf(string audience) => audience[(audience.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static string Person(string personCode) => "person:" + personCode;

    public static string Organization(string organizationCode) => "organization:" + organizationCode;

    /// <summary>The account that filed the issue.</summary>
    public static string Account(Guid accountId) => "account:" + accountId.ToString("N");

    /// <summary>Audiences of something that concerns the area itself (its mode, its posts): all above, and all under it.</summary>
    /// <param name="path">Codes from the root area down to the area.</param>
    public static string[] OfArea(IReadOnlyList<string> path) =>
        [StaffEverywhere, .. path.Count == 1 ? new[] { Roots } : [], .. path.Select(Staff), .. path.Select(Public), Under(path[^1])];
}
