"""What can be drawn, and how. Free of Streamlit and of SQL: frames and words in, a chart out."""
