using CsvHelper;
using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Web.Features.Playbooks;

/// <summary>response-codes.csv as text, turned into catalogue rows.</summary>
public static class ResponseCodeFile
{
    /// <returns>The first row's problem where one cannot be read.</returns>
    public static Result<IReadOnlyList<ResponseCode>> Read(string csv)
    {
        using var reader = CsvReader.FromText(csv);
        var rows = new List<ResponseCode>();
        while (reader.Read())
        {
            var row = new ResponseCodeRow(
                Field("scheme"), Field("code"), Field("name_en"), Field("name_zh"), Field("action_class"), Field("retry"), Field("at_fault"), Field("cause_group"),
                Field("sensitive"), Field("typical_causes_zh"), Field("typical_causes_en"), Field("first_action_for_merchant_zh"), Field("first_action_for_merchant_en"),
                Field("source")).Read();
            if (!row.IsOk) return row.Problem!;
            rows.Add(row.Value!);
        }

        return new(rows, null);

        string Field(string name) => reader.GetString(name).Trim();
    }
}
