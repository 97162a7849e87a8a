namespace MapDashboard.Domain.Issues.Import;

/// <summary>A category as a file wants it, with what the file does not speak of taken from the one that is there.</summary>
/// <param name="Row">Where it stands in the file.</param>
/// <param name="Code">Of the category.</param>
/// <param name="ParentCode">Null for a top-level category.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="NameEn">In English.</param>
/// <param name="Icon">Name of the drawn icon.</param>
/// <param name="Urgent">Issues of this kind start as urgent.</param>
/// <param name="Small">May be settled on the spot.</param>
/// <param name="Accept">Null where there is none; a leaf has all four limits and a top-level category has none.</param>
/// <param name="ReportIn">Likewise.</param>
/// <param name="Handle">Likewise.</param>
/// <param name="Verify">Likewise.</param>
/// <param name="Responsible">Code of a role or an organization; null where there is none.</param>
/// <param name="Retired">Takes no new issue.</param>
/// <param name="Position">Order within the parent; null: after the others.</param>
/// <param name="DuplicateRadius">Metres.</param>
public sealed record CategoryDraft(
    int Row, string Code, string? ParentCode, string Name, string NameEn, string Icon, bool Urgent, bool Small,
    Limit? Accept, Limit? ReportIn, Limit? Handle, Limit? Verify, string? Responsible, bool Retired, int? Position, double DuplicateRadius = Category.DefaultDuplicateRadius)
{
    /// <summary>All four, or null.</summary>
    public Limits? Limits => Accept is { } accept && ReportIn is { } reportIn && Handle is { } handle && Verify is { } verify
        ? new Limits(accept, reportIn, handle, verify)
        : null;
}

/// <summary>The columns of a category that a fault is about.</summary>
public enum CategoryPart
{
    Code,
    ParentCode,
    Name,
    NameEn,
    Icon,
    Urgent,
    Small,
    Accept,
    ReportIn,
    Handle,
    Verify,
    Responsible,
    Retired,
    Position,
    DuplicateRadius,
}

/// <summary>What is wrong with a draft. <paramref name="Message"/> is in the clerk's language.</summary>
public sealed record CategoryFault(int Row, CategoryPart Part, string Message);

/// <summary>A category that the import makes or changes.</summary>
public sealed record PlannedCategory(CategoryDraft Draft, Category? Existing, int Position)
{
    /// <summary>Known, and different afterwards in anything but going out of use.</summary>
    public bool IsChanged => Existing is { } old && !IsRetired
        && (old.ParentCode != Draft.ParentCode || old.Name != Draft.Name || old.NameEn != Draft.NameEn || old.Icon != Draft.Icon || old.Position != Position
            || old.Urgent != Draft.Urgent || old.Small != Draft.Small || old.Limits != Draft.Limits || old.Responsible != Draft.Responsible || old.Retired != Draft.Retired
            || old.DuplicateRadius != Draft.DuplicateRadius);

    /// <summary>In use before, and not afterwards.</summary>
    public bool IsRetired => Existing is { Retired: false } && Draft.Retired;
}
