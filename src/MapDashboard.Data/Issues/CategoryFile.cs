using MapDashboard.Domain.Issues;

namespace MapDashboard.Data.Issues;

/// <summary>A category in the JSON of gis-data: a tree of two levels, whose order is the order of the file.</summary>
public sealed record CategoryFile(
    string Code, string Name, string NameEn, string? Icon, bool? Urgent, bool? Small, Limits? Limits, string? Responsible, bool? Retired,
    IReadOnlyList<CategoryFile>? Children, double? DuplicateRadius = null)
{
    /// <summary>Each with its parent's code and its place among its siblings, parents before children.</summary>
    public static IEnumerable<(CategoryFile File, string? ParentCode, int Position)> Flatten(IReadOnlyList<CategoryFile> files, string? parent = null)
    {
        for (var position = 0; position < files.Count; position++)
        {
            var file = files[position];
            yield return (file, parent, position);
            foreach (var child in Flatten(file.Children ?? [], file.Code)) yield return child;
        }
    }
}
