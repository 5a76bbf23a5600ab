-- Without items translated by machine, reviewed by people or not.
CREATE VIEW score AS
SELECT s.* FROM published.score AS s JOIN published.benchmark AS b USING (benchmark_id)
WHERE b.item_origin NOT IN ('machine_translated', 'machine_translated_reviewed');
