-- Without items translated by machine.
CREATE VIEW score AS
SELECT s.* FROM published.score AS s JOIN published.benchmark AS b USING (benchmark_id)
WHERE b.item_origin <> 'machine_translated';
